import { Controller } from '@hotwired/stimulus';
import { listen, unlisten } from '../streams.ts';

/** Listens to the streams its element names, for as long as the element is on the page. */
export class LiveController extends Controller<HTMLElement> {
  static override values = { streams: Array };
  declare readonly streamsValue: string[];

  private joined: string[] = [];

  override connect(): void {
    this.joined = [...this.streamsValue];
    for (const stream of this.joined) void listen(stream);
  }

  override disconnect(): void {
    for (const stream of this.joined) void unlisten(stream);
  }
}
