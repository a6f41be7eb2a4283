import type { ComponentType } from 'react'
import type { ErrorTree } from './errors.ts'
import type { Shape } from './shape.ts'

export interface FieldProps {
  /** Told back on a change, so that one function serves all fields of an object. */
  readonly name: string | number
  readonly label: string
  readonly shape: Shape
  readonly value: unknown
  /** The place and the JSON pointer within it, such as `body/project/id`. */
  readonly pointer: string
  readonly errors: ErrorTree | undefined
  readonly isRequired: boolean
  readonly isDeprecated?: boolean
  /** Of a list or a map: it is there as long as its row is, and null means that nothing was typed yet. */
  readonly isItem?: boolean
  /** In place of the description of the schema. */
  readonly help?: string | undefined
  readonly onChange: (name: string | number, next: unknown) => void
}

/** What stands inside a field: it changes the field's own value. */
export type InsideProps = Omit<FieldProps, 'name' | 'onChange'> & {
  /** For the fields in it, which hold fields in turn. */
  readonly Field: ComponentType<FieldProps>
  readonly change: (next: unknown) => void
}
