/** A value, where it is, and whom to tell what is wrong with it. */
export interface Spot {
  readonly value: unknown
  readonly pointer: string
  readonly complain: (pointer: string, message: string) => void
}

export type Check = (spot: Spot) => void

export interface Shape {
  readonly required: Readonly<Record<string, Check>>
  readonly optional: Readonly<Record<string, Check>>
  /** At least one of them is needed. */
  readonly oneOf?: readonly string[]
}

/** Every property but `type`. */
export function checkShape(spot: Spot, shape: Shape): void {
  const { value, pointer, complain } = spot
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    complain(pointer, 'must be an object')
    return
  }
  const given = new Map<string, unknown>(Object.entries(value))
  for (const name of missingIn(given, shape)) complain(pointer, `missing required field: ${name}`)
  for (const [name, one] of given) {
    const check = shape.required[name] ?? shape.optional[name]
    if (check !== undefined) check({ value: one, pointer: `${pointer}/${name}`, complain })
    else if (name !== 'type') complain(pointer, `invalid additional property: ${name}`)
  }
}

function missingIn(given: ReadonlyMap<string, unknown>, { required, oneOf = [] }: Shape): readonly string[] {
  const missing = Object.keys(required).filter((name) => !given.has(name))
  const hasOne = oneOf.length === 0 || oneOf.some((name) => given.has(name))
  return hasOne ? missing : [...missing, ...oneOf.slice(0, 1)]
}
