interface StudioProps {
  readonly connector: string | undefined
  readonly operationId: string | undefined
}

export function Studio({ connector, operationId }: StudioProps) {
  return (
    <h1 tabIndex={-1}>
      {connector} {operationId}
    </h1>
  )
}
