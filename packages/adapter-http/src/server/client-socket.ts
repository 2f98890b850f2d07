import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { wholeRequest } from './whole-request.js';

/** The end of a header, and of a request without a body. */
const headerEnd = Buffer.from('\r\n\r\n');

/** The start of the second header end; the bytes before it complete at most one header. */
const endOfSlice = (chunk: Buffer): number => {
  const first = chunk.indexOf(headerEnd);
  const second = first < 0 ? -1 : chunk.indexOf(headerEnd, first + headerEnd.length);
  return second < 0 ? chunk.length : second;
};

/**
 * A socket that passes Node's HTTP server one request at a time. Without it the server parses a read of 64 KiB
 * completely and dispatches up to 2,000 requests before the first is answered; one such connection exhausts a heap of
 * 256 MB within 3 s. It costs 6 µs of CPU time per request.
 */
export class ClientSocket extends Duplex {
  readonly #socket: Socket;
  readonly #onDestroy: () => void;
  /** Bytes read but not yet passed to the server. */
  #rest: Buffer | null = null;
  /** True while each read was exactly one request, so the parser is between requests whenever none is in progress. */
  #isPlain = true;
  #isHeld = false;
  #isAtEnd = false;

  /**
   * `onDestroy` is called once, when the socket is destroyed. `refusal` is called for each request that arrives as a
   * whole: if it returns an answer, the answer is sent immediately and the request is not parsed.
   */
  constructor(socket: Socket, onDestroy: () => void, refusal: (method: string) => Buffer | null) {
    super({ decodeStrings: false });
    this.#socket = socket;
    this.#onDestroy = onDestroy;
    // Errors of a connection are the client's concern; its requests end with it.
    this.on('error', () => this.destroy());
    socket
      .on('data', (chunk) => {
        const method = this.#isPlain ? wholeRequest(chunk) : null;
        this.#isPlain = method !== null;
        const isNext = this.#rest === null && this.readableLength === 0;
        const refused = method !== null && isNext ? refusal(method) : null;
        if (refused !== null) return void socket.write(refused);
        this.#rest = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
        this.#feed();
      })
      .on('end', () => {
        this.#isAtEnd = true;
        this.#feed();
      })
      .on('timeout', () => this.emit('timeout'))
      .on('error', (error) => this.destroy(error))
      .on('close', () => this.destroy());
  }

  get bytesRead(): number {
    return this.#socket.bytesRead;
  }

  get remoteAddress(): string | undefined {
    return this.#socket.remoteAddress;
  }

  get remotePort(): number | undefined {
    return this.#socket.remotePort;
  }

  /** Passes nothing more to the server until `release`. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#feed();
  }

  setTimeout(ms: number): this {
    this.#socket.setTimeout(ms);
    return this;
  }

  /** Closes after all written bytes are sent. */
  destroySoon(): void {
    this.end(() => this.destroy());
  }

  override _read(): void {
    this.#feed();
  }

  /**
   * Passes on what has waited for the previous slice. `_read` does not do it where the slice was taken late, as during an upload whose
   * rows are stored more slowly than they arrive: it was called before and is not called again without a push.
   */
  override read(size?: number): unknown {
    const taken: unknown = super.read(size);
    if (this.#rest !== null && this.readableLength === 0) process.nextTick(() => this.#feed());
    return taken;
  }

  override _write(chunk: Buffer | string, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, encoding, done);
  }

  override _writev(
    chunks: ReadonlyArray<{ readonly chunk: Buffer | string; readonly encoding: BufferEncoding }>,
    done: (error?: Error | null) => void,
  ): void {
    const last = chunks.length - 1;
    this.#socket.cork();
    chunks.forEach(({ chunk, encoding }, index) => {
      if (index === last) this.#socket.write(chunk, encoding, done);
      else this.#socket.write(chunk, encoding);
    });
    this.#socket.uncork();
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#onDestroy();
    this.#socket.destroy();
    done(error);
  }

  #feed(): void {
    // Waits until the server has taken the previous slice: it may hold this socket then.
    while (this.#rest !== null && !this.#isHeld && this.readableLength === 0) {
      const chunk: Buffer = this.#rest;
      const end = endOfSlice(chunk);
      this.#rest = end === chunk.length ? null : chunk.subarray(end);
      this.push(end === chunk.length ? chunk : chunk.subarray(0, end));
    }
    if (this.#rest !== null) this.#socket.pause();
    else if (this.#isAtEnd) this.push(null);
    else this.#socket.resume();
  }
}
