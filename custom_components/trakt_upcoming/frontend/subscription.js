/** Hears how things stand with an account, through restarts of Home Assistant and lost connections. */

/** Milliseconds after which to ask again when Home Assistant does not know the question: twice as long each time. */
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;
const UNKNOWN_COMMAND = "unknown_command";

export class Subscription {
  #connection;
  #request;
  #listener;
  #unsubscribe;
  #timer;
  #pause = FIRST_PAUSE;
  #attempt = 0;

  /** Take the connection, what to ask, and whom to tell: `onNews(news)`, `onFound()`, `onLost()`. */
  constructor(connection, request, listener) {
    this.#connection = connection;
    this.#request = request;
    this.#listener = listener;
  }

  start() {
    this.#connection.addEventListener("ready", this.#find);
    this.#connection.addEventListener("disconnected", this.#lose);
    this.#ask();
  }

  stop() {
    this.#connection.removeEventListener("ready", this.#find);
    this.#connection.removeEventListener("disconnected", this.#lose);
    this.#forget();
    this.#unsubscribe?.().catch(() => undefined);
    this.#unsubscribe = undefined;
  }

  #ask = async () => {
    this.#forget();
    const attempt = this.#attempt;
    try {
      // The connection's own way to ask again gives up when Home Assistant is still starting.
      const unsubscribe = await this.#connection.subscribeMessage(this.#hear(attempt), this.#request, {
        resubscribe: false,
      });
      if (attempt === this.#attempt) {
        this.#unsubscribe = unsubscribe;
      } else {
        unsubscribe().catch(() => undefined);
      }
    } catch (error) {
      if (attempt === this.#attempt) {
        this.#giveUp(error);
      }
    }
  };

  #hear(attempt) {
    return (news) => {
      if (attempt === this.#attempt) {
        this.#listener.onNews(news);
      }
    };
  }

  #giveUp(error) {
    if (error?.code === UNKNOWN_COMMAND) {
      this.#wait();
    } else if (this.#connection.connected) {
      this.#listener.onNews({ state: "failed" });
    }
  }

  /** Ask again later: at its start Home Assistant does not know the question yet, and without accounts it never will. */
  #wait() {
    // It has been asked for a minute by then, which is time enough for a start.
    if (this.#pause === LONGEST_PAUSE) {
      this.#listener.onNews({ state: "gone" });
    }
    this.#timer = setTimeout(this.#ask, this.#pause);
    this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE);
  }

  #find = () => {
    this.#pause = FIRST_PAUSE;
    this.#listener.onFound();
    this.#ask();
  };

  #lose = () => {
    this.#forget();
    this.#unsubscribe = undefined;
    this.#listener.onLost();
  };

  /** Let whatever is under way lead to nothing. */
  #forget() {
    this.#attempt += 1;
    clearTimeout(this.#timer);
  }
}
