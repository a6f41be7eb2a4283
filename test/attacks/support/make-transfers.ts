interface Started {
  readonly transferId: string
}

type Send = <T>(method: string, path: string, options?: { readonly body?: unknown }) => Promise<T>

export const TRANSFER = { accountId: '1' }

export function taskOf(workspaceId: string): string {
  return `task-of-${workspaceId}`
}

/** One that was abandoned after it had failed, and one that has failed: there is no ClickUp where the connection leads. */
export async function makeTransfers(
  { workspaceId }: { readonly workspaceId: string },
  send: Send,
  untilAtRest: (send: Send) => Promise<void>,
): Promise<readonly string[]> {
  const path = `/api/clickup/tasks/${taskOf(workspaceId)}/transfer-to-huntflow`
  const { transferId } = await send<Started>('POST', path, { body: TRANSFER })
  await send<Started>('POST', path, { body: TRANSFER })
  await untilAtRest(send)
  await send('POST', `/api/clickup/transfers/${transferId}/decide`, { body: { action: 'abandon' } })
  await send<Started>('POST', path, { body: TRANSFER })
  await untilAtRest(send)
  return [transferId]
}
