import type { CallInput, OperationDetail } from '../api/types.ts'
import { bodyShape } from './body.ts'
import { isFixed } from './fixed.ts'
import { objectOf } from './json.ts'
import { propertiesOf, shapeOf, type Shape } from './shape.ts'

// Required objects within required objects, and so on.
const MAX_DEPTH = 8

/** What a new form begins with: only what must be there and is known. */
export function startingInput(operation: OperationDetail): CallInput {
  const { requestBody } = operation
  const body = requestBody?.required === true ? startingValue(bodyShape(requestBody)) : undefined
  return {
    ...startingPart(operation, 'path'),
    ...startingPart(operation, 'query'),
    ...startingPart(operation, 'header'),
    ...(body === undefined ? {} : { body }),
  }
}

function startingPart(operation: OperationDetail, place: 'path' | 'query' | 'header'): CallInput {
  const values = operation.parameters
    .filter((parameter) => parameter.in === place && parameter.required && !isFixed(operation, parameter))
    .map(({ name, schema }) => [name, startingValue(shapeOf(objectOf(schema), schema))] as const)
    .filter(([, value]) => value !== undefined)
  const key = place === 'header' ? 'headers' : place
  return values.length === 0 ? {} : { [key]: Object.fromEntries(values) }
}

/** The default, the only value there is, or an object of what it requires; undefined when somebody has to say. */
export function startingValue(shape: Shape, depth = 0): unknown {
  const { kind, schema, options } = shape
  if (schema['default'] !== undefined && schema['default'] !== null) return schema['default']
  if (options.length === 1) return options[0]
  if (kind !== 'object' || depth > MAX_DEPTH) return undefined
  return Object.fromEntries(
    propertiesOf(shape)
      .filter(({ isRequired }) => isRequired)
      .map((property) => [property.name, startingValue(property.shape, depth + 1)] as const)
      .filter(([, value]) => value !== undefined),
  )
}

/** What a new item of a list or a new row of a map holds: it has to hold something. */
export function freshValue(shape: Shape): unknown {
  return startingValue(shape) ?? (shape.kind === 'list' ? [] : null)
}
