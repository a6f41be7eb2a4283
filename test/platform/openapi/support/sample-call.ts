import type { CallInput, CompiledOperation } from '../../../../server/platform/openapi/index.ts'
import { chooseMedia } from '../../../../server/platform/openapi/body-media.ts'
import { lookUp } from '../../../../server/platform/openapi/pointer.ts'
import { sampleValue } from './sample-value.ts'

/** A call with every required parameter and a body with every required property. */
export function sampleCall({ operation, request }: CompiledOperation): CallInput {
  const sample = (keys: readonly (string | number)[] | undefined) =>
    sampleValue(request.schemas, keys === undefined ? {} : lookUp(request.schemas, keys))
  const values = (place: string) =>
    Object.fromEntries(
      operation.parameters
        .filter((parameter) => parameter.in === place && parameter.required)
        .map((parameter) => [parameter.name, sample(parameter.schemaKeys)]),
    )
  const media = operation.requestBody === undefined ? undefined : chooseMedia(operation.requestBody)
  return {
    path: values('path'),
    query: values('query'),
    ...(media === undefined ? {} : { body: sample(media.schemaKeys) }),
  }
}
