import type { CallInput, Operation } from '../../../server/platform/openapi/index.ts'
import { isObject, valueAt } from '../../../server/shared/json.ts'

interface Example {
  readonly path: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

/** The call that the document shows; undefined where it shows no value for something that is required. */
export function exampleCall({ document, path, method }: Operation): (CallInput & Example) | undefined {
  const source = valueAt(valueAt(document.root['paths'], path), method.toLowerCase())
  const given = valueAt(source, 'parameters')
  const parameters = Array.isArray(given) ? given.filter(isObject) : []
  if (parameters.some((one) => one['required'] === true && one['example'] === undefined)) return undefined
  const values = (place: string) =>
    Object.fromEntries(
      parameters
        .filter((one) => one['in'] === place && one['example'] !== undefined)
        .map((one) => [String(one['name']), one['example']]),
    )
  const content = valueAt(valueAt(source, 'requestBody'), 'content')
  const body = valueAt(valueAt(content, 'application/json'), 'example')
  return { path: values('path'), query: values('query'), ...(body === undefined ? {} : { body }) }
}
