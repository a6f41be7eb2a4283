import type { JsonObject } from '../../shared/json.ts'
import type { CompiledOperation } from './compile-operation.ts'
import type { DocumentValidator } from './create-validator.ts'
import type { Keys, MediaType, Need, Parameter } from './operation.ts'
import type { Pagination } from './overlay.schemas.ts'
import { sliceSchema } from './slice-schema.ts'

interface DescribedContent {
  readonly contentType: string
  readonly schema: JsonObject | boolean
}

export interface OperationDescription {
  readonly connector: string
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description: string | null
  readonly safe: boolean
  readonly deprecated: boolean
  readonly quickAction: boolean
  readonly host: string
  readonly scope: string | null
  readonly parameters: readonly DescribedParameter[]
  readonly requestBody: { readonly required: boolean; readonly content: readonly DescribedContent[] } | null
  readonly responses: readonly DescribedResponse[]
  readonly pagination: Pagination
  readonly needs: readonly Need[]
}

type DescribedParameter = Omit<Parameter, 'schemaKeys' | 'contentType' | 'description'> & {
  readonly contentType: string | null
  readonly description: string | null
  readonly schema: JsonObject | boolean
}

interface DescribedResponse {
  readonly status: string
  readonly headers: readonly string[]
  readonly content: readonly DescribedContent[]
}

/** What a person or a form needs to make the call; every schema stands on its own (JSON Schema 2020-12). */
export function describeOperation(compiled: CompiledOperation): OperationDescription {
  const { operation, request, response } = compiled
  const { parameters, requestBody, responses, document: _, items: __, walk: ___, ...own } = operation
  return {
    ...own,
    description: own.description ?? null,
    scope: own.scope ?? null,
    parameters: parameters.map((parameter) => describeParameter(parameter, request)),
    requestBody:
      requestBody === undefined
        ? null
        : { required: requestBody.required, content: describeContent(requestBody.content, request) },
    responses: responses.map(({ content, ...rest }) => ({
      ...rest,
      content: describeContent(content, response),
    })),
  }
}

function describeParameter(parameter: Parameter, validator: DocumentValidator): DescribedParameter {
  const { schemaKeys, contentType, description, ...rest } = parameter
  return {
    ...rest,
    contentType: contentType ?? null,
    description: description ?? null,
    schema: schemaAt(validator, schemaKeys),
  }
}

function describeContent(
  content: readonly MediaType[],
  validator: DocumentValidator,
): readonly DescribedContent[] {
  return content.map(({ contentType, schemaKeys }) => ({
    contentType,
    schema: schemaAt(validator, schemaKeys),
  }))
}

function schemaAt(validator: DocumentValidator, keys: Keys | undefined): JsonObject | boolean {
  return keys === undefined ? {} : sliceSchema(validator.schemas, keys)
}
