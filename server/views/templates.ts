import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import Handlebars from 'handlebars';

/** Every template below a folder by its name: `tickets/_row` for tickets/_row.hbs. */
export function readTemplates(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.endsWith('.hbs'),
  );
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = relative(folder, path).split(sep).join('/').slice(0, -'.hbs'.length);
      // The file's last newline is the editor's, not the page's: in a textarea it would show.
      return [name, readFileSync(path, 'utf8').trimEnd()];
    }),
  );
}

/** One call of a helper or a partial as written in a template. */
export interface Call {
  name: string;
  /** Its first argument when that is written out; null when it is computed. */
  literal: string | null;
  /** For `(concat 'tickets.kind.' kind)`: the part that is written out. */
  prefix: string | null;
  /** With arguments it can only be a helper; without, it may be a field of the model. */
  hasArguments: boolean;
}

/** Which partials and helpers a template calls, so that a wrong name is found at start. */
export function callsOf(source: string): { partials: string[]; helpers: Call[] } {
  const partials: string[] = [];
  const helpers: Call[] = [];
  const note = (node: hbs.AST.MustacheStatement | hbs.AST.SubExpression) => {
    const [first] = node.params;
    const inner = first?.type === 'SubExpression' ? (first as hbs.AST.SubExpression) : null;
    helpers.push({
      name: (node.path as hbs.AST.PathExpression).original,
      literal: literal(first),
      prefix: inner ? literal(inner.params[0]) : null,
      hasArguments: first !== undefined,
    });
  };
  class Reader extends Handlebars.Visitor {
    override MustacheStatement(node: hbs.AST.MustacheStatement) {
      note(node);
      super.MustacheStatement(node);
    }
    override SubExpression(node: hbs.AST.SubExpression) {
      note(node);
      super.SubExpression(node);
    }
    override PartialStatement(node: hbs.AST.PartialStatement) {
      if (node.name.type === 'PathExpression') {
        partials.push((node.name as hbs.AST.PathExpression).original);
      }
      super.PartialStatement(node);
    }
  }
  new Reader().accept(Handlebars.parse(source));
  return { partials, helpers };
}

function literal(node: hbs.AST.Expression | undefined): string | null {
  return node?.type === 'StringLiteral' ? (node as hbs.AST.StringLiteral).value : null;
}
