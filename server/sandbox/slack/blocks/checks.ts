import { type Check, checkShape, type Spot } from './check-shape.ts'

export const anything: Check = () => {}

export const words =
  (most: number): Check =>
  ({ value, pointer, complain }) => {
    if (typeof value !== 'string') complain(pointer, 'must be a string')
    else if (value === '') complain(pointer, 'must be more than 0 characters')
    else if (value.length > most) complain(pointer, `must be less than ${most + 1} characters`)
  }

export const url =
  (most: number): Check =>
  (spot) => {
    words(most)(spot)
    const { value, pointer, complain } = spot
    if (typeof value === 'string' && value !== '' && !URL.canParse(value))
      complain(pointer, 'must be a valid URL')
  }

export const oneOf =
  (allowed: readonly string[]): Check =>
  ({ value, pointer, complain }) => {
    if (!allowed.some((one) => one === value)) complain(pointer, `must be one of: ${allowed.join(', ')}`)
  }

export const listOf =
  (most: number, check: Check): Check =>
  ({ value, pointer, complain }) => {
    if (!Array.isArray(value)) return complain(pointer, 'must be an array')
    if (value.length > most) complain(pointer, `no more than ${most} items allowed`)
    if (value.length === 0 && pointer !== '/blocks') complain(pointer, 'no fewer than 1 items allowed')
    for (const [index, one] of value.entries())
      check({ value: one, pointer: `${pointer}/${index}`, complain })
  }

export const textObject =
  (most: number, types: readonly string[]): Check =>
  (spot: Spot) => {
    const { value, pointer, complain } = spot
    const type: unknown =
      typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
    oneOf(types)({ value: type, pointer: `${pointer}/type`, complain })
    const more = type === 'mrkdwn' ? { verbatim: anything } : { emoji: anything }
    checkShape(spot, { required: { text: words(most) }, optional: more })
  }
