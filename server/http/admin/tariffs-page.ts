import type { Request, Response } from 'express';
import { dayIn } from '../../domain/billing/claim-cap.ts';
import type { Tariff } from '../../domain/billing/tariff.ts';
import { TERRITORIES } from '../../domain/billing/territory.ts';
import { decodeCursor, toPage } from '../../store/page.ts';
import { loadDiagnosisRule, loadProvider } from '../../store/settings.ts';
import { listTariffs, tariffInForce } from '../../store/tariffs.ts';
import { listVatRates, type VatRate } from '../../store/vat-rates.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { TariffsPage } from '../../views/models/tariffs.ts';
import { decimalComma, writeAmount, writeHundredths } from '../decimals.ts';
import type { HttpDeps } from '../deps.ts';
import { deskPage } from '../desk/desk-page.ts';
import { localeOf } from '../reader.ts';

export const TARIFFS = '/admin/tariffs';
const PAGE = 20;

type Standing = TariffsPage['versions'][number]['standing'];

/** The forms of the page as they come back after a refusal. */
export type TariffForms = Partial<
  Pick<TariffsPage, 'form' | 'timer'> & { vatForm: TariffsPage['vat']['form'] }
>;

export async function showTariffs(
  deps: HttpDeps,
  request: Request,
  response: Response,
  forms: TariffForms = {},
): Promise<void> {
  const { database, clock, views } = deps;
  const now = clock();
  const locale = localeOf(request);
  const t = views.translate(locale);
  const { timeZone } = await loadProvider(database);
  const today = dayIn(timeZone, now);
  const before = typeof request.query.before === 'string' ? request.query.before : undefined;
  const [loaded, inForce, rates, rule] = await Promise.all([
    listTariffs(database, { limit: PAGE + 1, before: decodeCursor(before) }),
    tariffInForce(database, now),
    listVatRates(database, today),
    loadDiagnosisRule(database),
  ]);
  const page = toPage(loaded, PAGE, ({ effectiveFrom, id }) => ({ at: effectiveFrom, id }));
  const percent = (rate: VatRate) => writeHundredths(rate.basisPoints, decimalComma(locale));
  await deskPage(deps, request, response, { section: 'tariffs' }, 'tariffs/index', {
    form: forms.form ?? asTyped(inForce, decimalComma(locale)),
    versions: page.rows.map((tariff) => ({
      version: tariff.version,
      from: tariff.effectiveFrom.getTime() === 0 ? null : tariff.effectiveFrom,
      standing: standingOf(tariff, inForce, now),
      unitMinutes: tariff.unitMinutes,
      minimumUnits: tariff.minimumUnits,
      netCents: tariff.netUnitCents,
      grossCents: tariff.grossUnitCents,
    })),
    pager: {
      older: page.next && `${TARIFFS}?before=${page.next}`,
      newest: before === undefined ? null : TARIFFS,
    },
    vat: {
      form: forms.vatForm ?? emptyForm(),
      territories: TERRITORIES.map((value) => ({
        value,
        label: t(`tariffs.territory.${value}`),
      })),
      rates: rates.inForce.map((rate) => ({
        territory: rate.territory,
        percent: percent(rate),
        later: rates.later
          .filter(({ territory }) => territory === rate.territory)
          .map((later) => ({ percent: percent(later), from: later.effectiveFrom })),
      })),
    },
    timer: forms.timer ?? emptyForm({ timer_warning: String(rule.timerWarningMinutes) }),
    zone: timeZone,
  });
}

/** A new version begins with what is in force. */
function asTyped(tariff: Tariff | null, comma: string): TariffsPage['form'] {
  if (!tariff) return emptyForm();
  return emptyForm({
    unit_minutes: String(tariff.unitMinutes),
    minimum_units: String(tariff.minimumUnits),
    net: writeAmount(tariff.netUnitCents, comma),
    gross: writeAmount(tariff.grossUnitCents, comma),
  });
}

function standingOf(tariff: Tariff, inForce: Tariff | null, now: Date): Standing {
  if (tariff.effectiveFrom > now) return 'coming';
  return tariff.id === inForce?.id ? 'in_force' : 'past';
}
