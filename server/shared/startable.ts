/** A part with a life of its own. Both calls are safe twice; stop() finishes or gives back what it holds. */
export interface Startable {
  start(): Promise<void>
  stop(): Promise<void>
}
