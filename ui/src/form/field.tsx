import { memo, useCallback } from 'react'
import { Compound } from './compound.tsx'
import type { FieldProps } from './field-props.ts'
import { isArray } from './json.ts'
import { useSupply } from './needs.tsx'
import { Scalar } from './scalar.tsx'
import { ANY, canShow, itemShape, type Shape } from './shape.ts'

/** One value of any schema, with its name, its help, its control and what is wrong with it. */
export const Field = memo(function Field({ name, onChange, ...rest }: FieldProps) {
  const { value } = rest
  const supply = useSupply(rest.pointer)
  const change = useCallback((next: unknown) => onChange(name, next), [name, onChange])
  const shape = canShow(rest.shape, value) ? rest.shape : ANY
  const isCompound = shape.kind === 'object' || shape.kind === 'list' || shape.kind === 'choice'
  const isPicked = supply !== undefined && canBePicked(shape, value)
  const props = { ...rest, shape, change, Field }
  return isCompound && !isPicked ? (
    <Compound {...props} />
  ) : (
    <Scalar {...props} supply={isPicked ? supply : undefined} />
  )
})

function canBePicked(shape: Shape, value: unknown): boolean {
  if (shape.kind !== 'list') return shape.kind === 'text' || shape.kind === 'number'
  if (itemShape(shape, 0).kind !== 'text') return false
  return value == null || (isArray(value) && value.every((item) => typeof item === 'string'))
}
