/** Receives the agenda of an account, through restarts of Home Assistant and lost connections. */

/** @import { AgendaMessage, Connection } from "./types" */

/** Milliseconds after which to try again when Home Assistant does not know the command: twice as long each time. */
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;
const UNKNOWN_COMMAND = "unknown_command";

export class Subscription {
  #connection;
  #request;
  #listener;
  /** @type {(() => Promise<void>) | undefined} */
  #unsubscribe;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #pause = FIRST_PAUSE;
  #attempt = 0;

  /**
   * @param {Connection} connection
   * @param {object} request
   * @param {{ onMessage(message: AgendaMessage): void, onReconnect(): void, onDisconnect(): void }} listener
   */
  constructor(connection, request, listener) {
    this.#connection = connection;
    this.#request = request;
    this.#listener = listener;
  }

  start() {
    this.#connection.addEventListener("ready", this.#handleReady);
    this.#connection.addEventListener("disconnected", this.#handleDisconnect);
    this.#subscribe();
  }

  stop() {
    this.#connection.removeEventListener("ready", this.#handleReady);
    this.#connection.removeEventListener("disconnected", this.#handleDisconnect);
    this.#abandonAttempt();
    this.#unsubscribe?.().catch(() => undefined);
    this.#unsubscribe = undefined;
  }

  #subscribe = async () => {
    this.#abandonAttempt();
    const attempt = this.#attempt;
    try {
      /** @param {AgendaMessage} message */
      const handleMessage = (message) => this.#handleMessage(attempt, message);
      // The connection's own way to subscribe again gives up when Home Assistant is still starting.
      const unsubscribe = await this.#connection.subscribeMessage(handleMessage, this.#request, { resubscribe: false });
      if (attempt === this.#attempt) {
        this.#unsubscribe = unsubscribe;
      } else {
        unsubscribe().catch(() => undefined);
      }
    } catch (error) {
      if (attempt === this.#attempt) {
        this.#handleError(error);
      }
    }
  };

  /**
   * @param {number} attempt
   * @param {AgendaMessage} message
   */
  #handleMessage(attempt, message) {
    if (attempt === this.#attempt) {
      this.#listener.onMessage(message);
    }
  }

  /** @param {any} error */
  #handleError(error) {
    if (error?.code === UNKNOWN_COMMAND) {
      this.#retryLater();
    } else if (this.#connection.connected) {
      this.#listener.onMessage({ state: "failed" });
    }
  }

  /** Try again later: while Home Assistant starts it does not know the command yet, and without accounts it never will. */
  #retryLater() {
    // A minute has passed by then, which is time enough for a start.
    if (this.#pause === LONGEST_PAUSE) {
      this.#listener.onMessage({ state: "gone" });
    }
    this.#timer = setTimeout(this.#subscribe, this.#pause);
    this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE);
  }

  #handleReady = () => {
    this.#pause = FIRST_PAUSE;
    this.#listener.onReconnect();
    this.#subscribe();
  };

  #handleDisconnect = () => {
    this.#abandonAttempt();
    this.#unsubscribe = undefined;
    this.#listener.onDisconnect();
  };

  /** Let whatever was started lead to nothing. */
  #abandonAttempt() {
    this.#attempt += 1;
    clearTimeout(this.#timer);
  }
}
