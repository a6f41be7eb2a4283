import { useEffect, useState, type ComponentType } from 'react'
import { api } from '../api/client.ts'
import { isLost } from '../api/live.ts'
import { loadTexts } from '../i18n/index.ts'
import { PartMissing } from './states.tsx'

type Props = Record<string, unknown>

/**
 * A component whose code is loaded when it is first shown. React.lazy with Suspense spaces its reveals by 300 ms; this one shows it as
 * soon as it is there. `preload()` begins earlier, on hover or when idle.
 */
export function loadable<P extends object>(
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> & { preload(): Promise<void> } {
  let Loaded: ComponentType<P> | undefined
  let loading: Promise<void> | undefined
  const preload = (): Promise<void> => {
    loading ??= fetched(() => Promise.all([load(), loadTexts()])).then(
      ([component]) => {
        Loaded = component
      },
      (error: unknown) => {
        // The next attempt may reach the server again.
        loading = undefined
        throw error
      },
    )
    return loading
  }

  function Loadable(props: P) {
    const Component = Loaded as ComponentType<Props> | undefined
    const isThere = Component !== undefined
    const [, setState] = useState<object>()
    const [error, setError] = useState<unknown>()
    useEffect(() => {
      let isShown = true
      // It may have come since this was drawn without it.
      if (!isThere)
        preload().then(
          () => isShown && setState({}),
          (reason: unknown) => isShown && setError(reason),
        )
      return () => {
        isShown = false
      }
    }, [isThere])
    // Shown by the error boundary above.
    if (error !== undefined) throw error
    return Component ? (
      <Component {...(props as Props)} />
    ) : (
      <div className="skeleton skeleton-block" aria-busy="true" />
    )
  }
  return Object.assign(Loadable, { preload })
}

/** Browsers keep a failed import for as long as the page lives, so none is begun while the server is away. */
async function fetched<T>(load: () => Promise<T>): Promise<T> {
  if (isLost()) await api('/health')
  return load().catch((cause: unknown) => {
    throw new PartMissing('a part of the program could not be fetched', { cause })
  })
}
