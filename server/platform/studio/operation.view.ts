import type { Static } from 'typebox'
import type { Operation, OperationDescription } from '../openapi/index.ts'
import type { OperationDetail, OperationLine } from './operation.schemas.ts'

export function operationLineView(
  operation: Pick<Operation, keyof Static<typeof OperationLine>>,
): Static<typeof OperationLine> {
  const { connector, operationId, method, path, tags, summary, safe, deprecated, quickAction } = operation
  return { connector, operationId, method, path, tags: [...tags], summary, safe, deprecated, quickAction }
}

export function operationDetailView(description: OperationDescription): Static<typeof OperationDetail> {
  const { requestBody } = description
  return {
    ...description,
    tags: [...description.tags],
    parameters: [...description.parameters],
    requestBody: requestBody === null ? null : { ...requestBody, content: [...requestBody.content] },
    responses: description.responses.map((response) => ({
      ...response,
      headers: [...response.headers],
      content: [...response.content],
    })),
    needs: [...description.needs],
  }
}
