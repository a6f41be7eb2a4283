import { useEffect, useEffectEvent, useRef } from 'react'
import { t } from '../../i18n/index.ts'

interface MoreProps {
  readonly isLoading: boolean
  /** Then only the button loads. */
  readonly hasFailed: boolean
  readonly load: () => void
}

const EARLY_PX = 400

/** The end of a list that goes on: it loads when it comes near the view, and by its button. */
export function More({ isLoading, hasFailed, load }: MoreProps) {
  const ref = useRef<HTMLButtonElement>(null)
  const isWaiting = isLoading || hasFailed
  const loadMore = useEffectEvent(load)
  useEffect(() => {
    if (!ref.current || isWaiting) return undefined
    const root = document.querySelector('#main')
    const observer = new IntersectionObserver(
      ([end]) => {
        if (end?.isIntersecting) loadMore()
      },
      { root, rootMargin: `${EARLY_PX}px` },
    )
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [isWaiting])
  return (
    <button ref={ref} type="button" className="webhooks-more" disabled={isLoading} onClick={load}>
      {isLoading ? t('state.loading') : t('action.more')}
    </button>
  )
}
