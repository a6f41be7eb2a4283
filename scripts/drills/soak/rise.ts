/** How much a figure rises from the first sample to the last, by the straight line that fits best. */
export function riseOf(samples: readonly number[]): number {
  const middle = (samples.length - 1) / 2
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length
  let together = 0
  let alone = 0
  for (const [at, value] of samples.entries()) {
    together += (at - middle) * (value - mean)
    alone += (at - middle) ** 2
  }
  return alone === 0 ? 0 : (together / alone) * (samples.length - 1)
}
