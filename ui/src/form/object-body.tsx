import { useCallback } from 'react'
import type { InsideProps } from './field-props.ts'
import { strays } from './errors.ts'
import { objectOf, valueAt, withKey } from './json.ts'
import { Strays } from './labels.tsx'
import { MapRows } from './map-rows.tsx'
import { pointerTo, propertiesOf } from './shape.ts'
import { useLatest } from './use-latest.ts'

/** The properties of an object, and what else is in it. An optional object whose last property goes, goes too. */
export function ObjectBody(props: InsideProps) {
  const { shape, value, pointer, errors, isRequired, isItem = false, Field, change } = props
  const latest = useLatest(value)
  const isKept = isRequired || isItem
  const set = useCallback(
    (next: Readonly<Record<string, unknown>>) => {
      const kept = Object.keys(next).length === 0 && !isKept ? undefined : next
      latest.current = kept
      change(kept)
    },
    [isKept, change, latest],
  )
  const changeKey = useCallback(
    (name: string | number, next: unknown) => set(withKey(objectOf(latest.current), String(name), next)),
    [set, latest],
  )
  const properties = propertiesOf(shape)
  const names = new Set(properties.map(({ name }) => name))
  const extras = Object.keys(objectOf(value)).filter((name) => !names.has(name))
  return (
    <>
      <Strays items={strays(errors, new Set([...names, ...extras]))} />
      {properties.map((property) => (
        <Field
          key={property.name}
          name={property.name}
          label={property.name}
          shape={property.shape}
          value={valueAt(value, property.name)}
          pointer={pointerTo(pointer, property.name)}
          errors={errors?.inside[property.name]}
          isRequired={property.isRequired}
          onChange={changeKey}
        />
      ))}
      <MapRows {...props} names={extras} set={set} changeKey={changeKey} />
    </>
  )
}
