import type { RawBuilder } from 'kysely'

/** For each filter of a list, what it asks of a row. */
export type Conditions<Filter> = {
  readonly [Key in keyof Filter]-?: (value: NonNullable<Filter[Key]>) => RawBuilder<boolean>
}

/** Of the filters that are given; all of them must hold. */
export function conditionsOf<Filter extends object>(
  filter: Filter,
  conditions: Conditions<Filter>,
): readonly RawBuilder<boolean>[] {
  return (Object.keys(conditions) as (keyof Filter)[]).flatMap((key) => {
    const value = filter[key]
    return value === undefined || value === null ? [] : [conditions[key](value)]
  })
}
