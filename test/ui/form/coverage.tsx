import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToString } from 'react-dom/server'
import type { OperationDetail } from '../../../ui/src/api/types.ts'
import { bodyShape } from '../../../ui/src/form/body.ts'
import { isFixed } from '../../../ui/src/form/fixed.ts'
import { CallForm, startingInput } from '../../../ui/src/form/index.ts'
import { idOf } from '../../../ui/src/form/labels.tsx'
import { pointerTo, propertiesOf } from '../../../ui/src/form/shape.ts'

/** The form as HTML, filled with what a new one begins with. */
export function rendered(operation: OperationDetail, input = startingInput(operation)): string {
  return renderToString(
    <QueryClientProvider client={new QueryClient()}>
      <CallForm operation={operation} input={input} onChange={() => {}} violations={[]} />
    </QueryClientProvider>,
  )
}

/** The parameters and top-level body properties for which the form has no control. */
export function uncovered(operation: OperationDetail): readonly string[] {
  const html = rendered(operation)
  return expectedPlaces(operation)
    .filter((pointer) => !html.includes(`id="${idOf(pointer).replaceAll("'", '&#x27;')}`))
    .map((pointer) => `${operation.operationId} ${pointer}`)
}

function expectedPlaces(operation: OperationDetail): readonly string[] {
  const parameters = operation.parameters
    .filter((parameter) => parameter.in !== 'cookie' && !isFixed(operation, parameter))
    .map((parameter) => pointerTo(parameter.in, parameter.name))
  const { requestBody } = operation
  if (requestBody === null) return parameters
  const body = bodyShape(requestBody)
  if (body.kind === 'object') {
    const properties = propertiesOf(body).map(({ name }) => pointerTo('body', name))
    return [...parameters, ...(properties.length === 0 ? ['body-in'] : properties)]
  }
  return [...parameters, body.kind === 'choice' || body.kind === 'list' ? 'body-in' : 'body']
}
