import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { ProblemAnswer } from '../problem.js';
import { linger, type Linger, type LingerBounds } from './linger.js';
import type { Pace } from './pacer.js';
import { wholeRequest, type WholeRequest } from './whole-request.js';

/** The refusal of a request that is not parsed. */
interface UnparsedRefusal<Answer = ProblemAnswer> {
  readonly answer: Answer;
  /** How long the answer is delayed, in milliseconds. The connection is not read meanwhile. 0: it is sent in its turn. */
  readonly delayMs: number;
  /** Called once, when the answer is sent or the connection has ended. */
  readonly onSent: () => void;
}

/** The refusal of a request that is not parsed; null if it must be parsed. */
export type RefuseUnparsed = (request: WholeRequest) => UnparsedRefusal | null;

/** A refusal whose answer is made when it is sent. */
export type RefusalOnTheWire = UnparsedRefusal<() => Buffer>;

export interface ClientSocketOptions {
  /** Called once, when the socket is destroyed. */
  readonly onDestroy: () => void;
  /**
   * Called for each request that arrives as a whole: if it returns a refusal, its answer is sent and the request is not
   * parsed.
   */
  readonly refusal: (request: WholeRequest) => RefusalOnTheWire | null;
  /** Sends the answers that are not delayed, and closes what idle clients have closed. */
  readonly pace: Pace;
  /** Whether every request of the client is answered, and no byte of another has arrived. */
  readonly isIdle: () => boolean;
  /** Whether the client is within a request. */
  readonly isReceiving: () => boolean;
  readonly linger: LingerBounds;
}

type WriteDone = (error?: Error | null) => void;

/** The end of a header, and of a request without a body. */
const headerEnd = Buffer.from('\r\n\r\n');

/** The start of the second header end; the bytes before it complete at most one header. */
const endOfSlice = (chunk: Buffer): number => {
  const first = chunk.indexOf(headerEnd);
  const second = first < 0 ? -1 : chunk.indexOf(headerEnd, first + headerEnd.length);
  return second < 0 ? chunk.length : second;
};

/**
 * Makes the close of a socket a reset, which is never taken for the end of an answer. In HTTP/1.0, which proxies speak too, the end of the
 * connection is the end of an answer. `resetAndDestroy` of Node sends that end before the reset.
 */
const resetting = (socket: Socket): void => {
  Object.assign(socket, { resetAndClosing: true });
};

/**
 * A socket that passes Node's HTTP server one request at a time. Without it the server parses a read of 64 KiB
 * completely and dispatches up to 2,000 requests before the first is answered; one such connection exhausts a heap of
 * 256 MB within 3 s. Nothing is buffered twice: what flows is emitted, and what is written goes to the socket below.
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
   * Called for each request that arrives as a whole. The application sets it while it refuses the requests of this
   * connection.
   */
  refuseUnparsed: RefuseUnparsed = () => null;
  readonly #pace: Pace;
  #unsent: { readonly refusal: RefusalOnTheWire; readonly timer?: NodeJS.Timeout } | null = null;
  readonly #isIdle: () => boolean;
  readonly #isReceiving: () => boolean;
  readonly #lingerBounds: LingerBounds;
  #linger: Linger | null = null;

  // The types of Node declare these as members, which a subclass cannot override by accessors.
  static {
    for (const name of ['writableHighWaterMark', 'writableLength', 'writableNeedDrain', 'writableCorked'] as const)
      Object.defineProperty(this.prototype, name, {
        get(this: ClientSocket): unknown {
          return this.#socket[name];
        },
      });
  }

  constructor(socket: Socket, { onDestroy, refusal, pace, isIdle, isReceiving, linger }: ClientSocketOptions) {
    super({ decodeStrings: false });
    this.#socket = socket;
    this.#onDestroy = onDestroy;
    this.#pace = pace;
    this.#isIdle = isIdle;
    this.#isReceiving = isReceiving;
    this.#lingerBounds = linger;
    // Errors of a connection are the client's concern; its requests end with it.
    this.on('error', () => this.destroy());
    socket
      .on('data', (chunk) => {
        if (this.#linger !== null) return this.#linger.discard(chunk.length);
        const request = this.#isPlain ? wholeRequest(chunk) : null;
        this.#isPlain = request !== null;
        const isNext = this.#rest === null && this.readableLength === 0 && this.#unsent === null;
        const refused = request !== null && isNext ? refusal(request) : null;
        if (refused !== null) return this.#refuse(refused);
        this.#rest = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
        this.#feed();
      })
      .on('end', () => {
        this.#isAtEnd = true;
        if (this.#linger !== null) this.destroy();
        // A client that ends takes all its connections with it, perhaps thousands.
        else if (this.#rest === null && this.#unsent === null && isIdle()) this.#pace(() => this.destroy());
        else this.#feed();
      })
      .on('drain', () => this.emit('drain'))
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

  /** Whether the answer to an unparsed request waits to be sent. */
  get isRefusing(): boolean {
    return this.#unsent !== null;
  }

  /** Sends the answer to an unparsed request, if one waits. */
  sendRefusal(): void {
    if (this.#unsent === null) return;
    const { refusal, timer } = this.#unsent;
    this.#unsent = null;
    clearTimeout(timer);
    this.#socket.write(refusal.answer());
    refusal.onSent();
    this.#feed();
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

  /** Whether the last answer is sent, and the socket waits for the client to close the connection. */
  get isLingering(): boolean {
    return this.#linger !== null;
  }

  /**
   * Closes after all written bytes are sent, and lingers if the client may still be sending. Node's HTTP server calls this after an
   * answer with `Connection: close`.
   */
  destroySoon(): void {
    if (this.#linger !== null) return;
    if (this.#isReceiving() || this.#rest !== null) this.closeLingering();
    else this.closeAtOnce();
  }

  /** Closes after all written bytes are sent. A client that is still sending may get a reset instead of those bytes. */
  closeAtOnce(): void {
    this.end(() => this.destroy());
  }

  /**
   * Sends all written bytes and the end of the connection. Then it discards what the client sends, until the client closes or
   * a bound is reached. A system resets a connection that is closed with bytes unread, and the client loses the answer.
   */
  closeLingering(): void {
    if (this.#linger !== null) return;
    this.#linger = linger(this.#lingerBounds, () => this.destroy());
    this.#rest = null;
    this.end(() => {
      if (this.#isAtEnd) this.destroy();
    });
    this.#socket.resume();
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

  override write(chunk: Uint8Array | string, encoding?: BufferEncoding | null | WriteDone, done?: WriteDone): boolean {
    return typeof encoding === 'string'
      ? this.#socket.write(chunk, encoding, done)
      : this.#socket.write(chunk, encoding ?? done);
  }

  /** For `end` with a last chunk. */
  override _write(chunk: Uint8Array | string, encoding: BufferEncoding, done: WriteDone): void {
    this.#socket.write(chunk, encoding, done);
  }

  override cork(): void {
    this.#socket.cork();
  }

  /** Removes every cork. Node's HTTP server does so at the end of an answer, by a member of the state of a stream. */
  override uncork(): void {
    while (this.#socket.writableCorked > 0) this.#socket.uncork();
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#linger?.stop();
    this.#onDestroy();
    clearTimeout(this.#unsent?.timer);
    this.#unsent?.refusal.onSent();
    this.#unsent = null;
    if (!this.writableEnded && !this.#isIdle()) resetting(this.#socket);
    this.#socket.destroy();
    done(error);
  }

  #refuse(refusal: RefusalOnTheWire): void {
    if (refusal.delayMs === 0) {
      const unsent = { refusal };
      this.#unsent = unsent;
      return this.#pace(() => {
        if (this.#unsent === unsent) this.sendRefusal();
      });
    }
    this.#socket.pause();
    this.#unsent = { refusal, timer: setTimeout(() => this.sendRefusal(), refusal.delayMs) };
  }

  /** A flowing stream with an empty buffer emits what is pushed; without `push` that takes a third of the time. */
  #passOn(slice: Buffer): void {
    if (this.readableFlowing === true && this.readableLength === 0) this.emit('data', slice);
    else this.push(slice);
  }

  #feed(): void {
    // The server's parser of a destroyed socket may serve another one already.
    if (this.#linger !== null || this.destroyed) return;
    if (this.#unsent !== null) {
      if (this.#rest !== null) this.#socket.pause();
      return;
    }
    // Waits until the server has taken the previous slice: it may hold this socket then.
    while (this.#rest !== null && !this.#isHeld && this.readableLength === 0 && !this.destroyed) {
      const chunk: Buffer = this.#rest;
      const end = endOfSlice(chunk);
      this.#rest = end === chunk.length ? null : chunk.subarray(end);
      this.#passOn(end === chunk.length ? chunk : chunk.subarray(0, end));
    }
    if (this.#rest !== null) this.#socket.pause();
    else if (this.#isAtEnd) this.push(null);
    else this.#socket.resume();
  }
}
