// @vitest-environment happy-dom
import { useLayoutEffect, type ComponentType } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it, vi } from 'vitest'
import { loadable } from '../../../ui/src/kit/loadable.tsx'

it('shows what comes between the drawing of the placeholder and the effect that waits for it', async () => {
  let arrive: (component: ComponentType) => void = () => {}
  const Late = loadable(() => new Promise<ComponentType>((resolve) => (arrive = resolve)))
  // On its way before anybody shows it.
  const arrived = Late.preload()
  function Arriving() {
    useLayoutEffect(() => arrive(() => <p>here</p>), [])
    return null
  }
  const place = document.createElement('div')
  const root = createRoot(place)
  root.render(
    <>
      <Late />
      <Arriving />
    </>,
  )
  await arrived

  await vi.waitFor(() => expect(place.textContent).toBe('here'))
  root.unmount()
})
