import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { operationsQuery } from '../../api/queries.ts'

const CONNECTOR = 'clockify'

/** An operation by what it does, as far as that is known already, and by its id. */
export function OperationLink({ operationId }: { readonly operationId: string }) {
  const { data } = useQuery(operationsQuery)
  const summary = data?.find(
    (each) => each.connector === CONNECTOR && each.operationId === operationId,
  )?.summary
  return (
    <Link href={`/studio/${CONNECTOR}/${encodeURIComponent(operationId)}`} title={operationId} lang="en">
      {summary ?? operationId}
    </Link>
  )
}
