import { Controller } from '@hotwired/stimulus';
import { listen, splitMark, unlisten } from '../streams.ts';

/** Listens to the streams its element names, for as long as the element is on the page. */
export class LiveController extends Controller<HTMLElement> {
  static override values = { streams: Array };
  declare readonly streamsValue: string[];

  private joined: string[] = [];

  override connect(): void {
    for (const wanted of this.streamsValue) {
      const [stream, mark] = splitMark(wanted);
      this.joined.push(stream);
      void listen(stream, mark);
    }
  }

  override disconnect(): void {
    for (const stream of this.joined.splice(0)) void unlisten(stream);
  }
}
