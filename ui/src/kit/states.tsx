import { Component, type ReactNode } from 'react'
import { Problem } from '../api/client.ts'
import { t } from '../i18n/index.ts'

/** A part of the program that could not be fetched; only a page loaded anew can have it. */
export class PartMissing extends Error {}

export function Skeleton({ rows = 6 }: { readonly rows?: number }) {
  return (
    <div className="stack" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="skeleton" />
      ))}
    </div>
  )
}

interface EmptyProps {
  readonly title: string
  readonly children?: ReactNode
}

/** What a list shows that has nothing; the children are the one next thing to do. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  )
}

interface FailureProps {
  readonly error: unknown
  readonly retry?: (() => void) | undefined
}

/** Says what went wrong in words of ours, with what support needs to find it. */
export function Failure({ error, retry }: FailureProps) {
  const requestId = error instanceof Problem ? error.body.requestId : undefined
  return (
    <div className="notice notice-bad" role="alert">
      <p>{textOf(error)}</p>
      {requestId !== undefined && <p className="faint">{t('state.requestId', { id: requestId })}</p>}
      {retry && (
        <button type="button" onClick={retry}>
          {t('action.retry')}
        </button>
      )}
    </div>
  )
}

export function textOf(error: unknown): string {
  if (error instanceof PartMissing) return t('state.partMissing')
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error)
  if (error.status === 0) return t('state.unreachable')
  if (error.status === 403) return t('state.forbidden', { detail: error.message })
  return error.message
}

interface QueryLike<T> {
  readonly data: T | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

/** One of the states of a query: loading, failed, there. What is there stays shown when a later attempt fails. */
export function Loaded<T>({
  query,
  rows,
  children,
}: {
  readonly query: QueryLike<T>
  /** How much room it will take, about. */
  readonly rows?: number
  readonly children: (data: T) => ReactNode
}) {
  if (query.data !== undefined)
    return (
      <>
        {query.error ? <Failure error={query.error} retry={() => void query.refetch()} /> : null}
        {children(query.data)}
      </>
    )
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />
  return <Skeleton {...(rows === undefined ? {} : { rows })} />
}

interface BoundaryProps {
  /** Another place or time: what failed before may work here. */
  readonly place: string
  readonly children: ReactNode
}

/** A screen that fails takes no other down. */
export class Boundary extends Component<BoundaryProps, { readonly error: unknown }> {
  override readonly state: { readonly error: unknown } = { error: undefined }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (before.place !== this.props.place && this.state.error !== undefined)
      this.setState({ error: undefined })
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === undefined) return this.props.children
    const retry = (): void => {
      if (error instanceof PartMissing) location.reload()
      else this.setState({ error: undefined })
    }
    return <Failure error={error} retry={retry} />
  }
}
