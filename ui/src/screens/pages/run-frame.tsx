import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect, useRef, type ReactNode } from 'react'
import { Link } from 'wouter'
import { Problem } from '../../api/client.ts'
import { t } from '../../i18n/index.ts'
import { Icon } from '../../kit/icon.tsx'
import { Empty, Loaded } from '../../kit/states.tsx'

interface RunFrameProps<T> {
  readonly query: UseQueryResult<T>
  /** The list that it stands in. */
  readonly back: string
  readonly children: (run: T) => ReactNode
}

/** The page of one run, with the way back to all of them. */
export function RunFrame<T>({ query, back, children }: RunFrameProps<T>) {
  const isGone = query.error instanceof Problem && [404, 422].includes(query.error.status)
  return (
    <>
      <div>
        <Link href={back} className="button back-link">
          <Icon name="back" />
          {t('pages.back')}
        </Link>
      </div>
      {isGone ? <Empty title={t('pages.gone')} /> : <Loaded query={query}>{children}</Loaded>}
    </>
  )
}

/** Takes the focus: whoever comes from a form or from another run would be left nowhere. */
export function RunTitle({ children }: { readonly children: ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <h2 ref={title} tabIndex={-1} className="quiet-focus">
      {children}
    </h2>
  )
}
