/** Only a person can find out how to go on. */
export class NeedsDecision extends Error {
  constructor(question: string) {
    super(question)
    this.name = 'NeedsDecision'
  }
}

/** Another try has begun, or somebody has abandoned the transfer: this one has nothing to say any more. */
export class TakenOver extends Error {
  constructor() {
    super('another try has begun')
    this.name = 'TakenOver'
  }
}
