import {
  createCatalogue,
  committedDocuments,
  createCompiler,
  describeOperation,
  readDocument,
  type CompiledOperation,
} from '../../../server/platform/openapi/index.ts'
import { readOverlay } from '../../../server/platform/openapi/read-overlay.ts'
import type { OperationDetail } from '../../../ui/src/api/types.ts'

export interface TestedOperation {
  readonly compiled: CompiledOperation
  /** As our API answers it. */
  readonly detail: OperationDetail
}

/** Those of a document that is shipped, corrected as it is in use; our own document has no overlay. */
export function shippedOperations(connector: string, text: string): readonly TestedOperation[] {
  const shipped = committedDocuments().find((source) => source.connector === connector)
  return operationsOf(text, connector, shipped?.overlay())
}

/** The operations of a document that take anything. */
export function operationsOf(text: string, connector: string, overlay?: unknown): readonly TestedOperation[] {
  const document = readDocument(text)
  const compiler = createCompiler()
  const read = overlay === undefined ? undefined : readOverlay(overlay, 'overlay')
  return createCatalogue({ documents: [{ connector, document: () => document, overlay: () => read }] })
    .list()
    .filter(({ parameters, requestBody }) => parameters.length > 0 || requestBody !== undefined)
    .map((operation) => {
      const compiled = compiler.compile(operation)
      const described: unknown = JSON.parse(JSON.stringify(describeOperation(compiled)))
      return { compiled, detail: described as OperationDetail }
    })
}
