/** It is not known yet what became of a write; its trace is looked for at that time. */
export class LookLater extends Error {
  readonly at: Date

  constructor(at: Date) {
    super(`looks for the trace of its write at ${at.toISOString()}`)
    this.name = 'LookLater'
    this.at = at
  }
}

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
