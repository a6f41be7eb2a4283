/** Another try has begun, or somebody has cancelled the run: this one has nothing to say any more. */
export class TakenOver extends Error {
  constructor() {
    super('another try has begun')
    this.name = 'TakenOver'
  }
}

/** A page or a task cannot be done, and trying again would not help; the message is for people. */
export class CannotBeDone extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'CannotBeDone'
  }
}
