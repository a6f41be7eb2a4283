/** One measured value, and what it is held to. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly atLeast?: number
  readonly atMost?: number
}

export interface Benchmark {
  /** As it is named on the command line. */
  readonly name: string
  /** What is measured, in one sentence. */
  readonly about: string
  run(): Promise<readonly Figure[]>
}

/** Undefined for a figure that is only told. */
export function isMet({ value, atLeast, atMost }: Figure): boolean | undefined {
  if (atLeast === undefined && atMost === undefined) return undefined
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost)
}
