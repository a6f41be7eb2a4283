import { isArray, isObject, isSame, withItem, withKey } from '../../../ui/src/form/json.ts'
import { exactNumber } from '../../../ui/src/form/numbers.ts'
import { canShow, extraShape, ANY, itemShape, propertiesOf, type Shape } from '../../../ui/src/form/shape.ts'
import { freshValue } from '../../../ui/src/form/starting.ts'
import { couldBe, guessVariant } from '../../../ui/src/form/variants.ts'

/** The same value, put together leaf by leaf as the form does it: with its controls for its shapes and its functions for changes. */
export function rebuilt(shape: Shape, value: unknown): unknown {
  if (value === null && (shape.isNullable || shape.options.includes(null))) return null
  if (!canShow(shape, value)) throw new Error(`${shape.kind} cannot show ${JSON.stringify(value)}`)
  switch (shape.kind) {
    case 'object':
      return rebuiltObject(shape, value)
    case 'list':
      return rebuiltList(shape, value)
    case 'choice':
      return rebuiltChoice(shape, value)
    case 'options':
      return shape.options.find((option) => isSame(option, value))
    case 'number':
      return exactNumber(String(value))
    default:
      return value
  }
}

function rebuiltObject(shape: Shape, value: unknown): unknown {
  if (!isObject(value)) throw new Error('no object')
  const shapes = new Map(propertiesOf(shape).map((property) => [property.name, property.shape]))
  return Object.entries(value).reduce<Readonly<Record<string, unknown>>>(
    (built, [name, part]) =>
      withKey(built, name, rebuilt(shapes.get(name) ?? extraShape(shape, name) ?? ANY, part)),
    {},
  )
}

function rebuiltList(shape: Shape, value: unknown): unknown {
  if (!isArray(value)) throw new Error('no list')
  return value.reduce<readonly unknown[]>((built, item, index) => {
    const own = itemShape(shape, index)
    return withItem([...built, freshValue(own)], index, rebuilt(own, item))
  }, [])
}

function rebuiltChoice(shape: Shape, value: unknown): unknown {
  const variant = shape.variants[guessVariant(shape.variants, value)]
  if (!variant || !couldBe(variant.shape, value)) throw new Error(`no variant for ${JSON.stringify(value)}`)
  return rebuilt(variant.shape, value)
}
