/** The address of an operation within the app, with a call of the history or a saved one opened in it. */
export function pathOf(
  { connector, operationId }: { readonly connector: string; readonly operationId: string },
  opened: { readonly call?: string; readonly saved?: string } = {},
): string {
  const search = new URLSearchParams(opened).toString()
  const path = `/studio/${encodeURIComponent(connector)}/${encodeURIComponent(operationId)}`
  return search === '' ? path : `${path}?${search}`
}
