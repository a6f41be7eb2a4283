import { Value } from 'typebox/value'
import { hasShape } from '../../shared/has-shape.ts'
import { StartError } from '../../shared/errors.ts'
import { Overlay } from './overlay.schemas.ts'

/** Overlays are part of the program, so a wrong one refuses the start and says where it is wrong. */
export function readOverlay(value: unknown, file: string): Overlay {
  if (hasShape(Overlay, value)) return value
  const problems = [...Value.Errors(Overlay, value)]
    .slice(0, 5)
    .map((problem) => `${problem.instancePath === '' ? '/' : problem.instancePath} ${problem.message}`)
  throw new StartError(`${file} is no valid overlay: ${problems.join('; ')}`)
}
