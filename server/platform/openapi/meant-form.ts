import { pointerOf } from '../../shared/json-pointer.ts'
import { isObject, type JsonObject, objectOf } from '../../shared/json.ts'
import type { SchemaError } from './create-validator.ts'
import { listOf } from './json.ts'

/**
 * What is wrong with the form that was meant, of forms that one property tells apart, such as `by` of `{by: "field", id}` and
 * `{by: "query", text}`. Undefined where no property does, or nothing more is known of that form. `within`: the errors of all forms.
 */
export function ofMeantForm(
  choice: SchemaError,
  within: readonly SchemaError[],
): readonly SchemaError[] | undefined {
  const forms = listOf(choice.schema).filter(isObject)
  const name = tellingProperty(forms)
  if (name === undefined || !isObject(choice.data)) return undefined
  const value = choice.data[name]
  const meant = forms.findIndex((form) => allowedIn(form, name)?.includes(value))
  if (meant >= 0) {
    const errors = within.filter(({ schemaPath }) => schemaPath.startsWith(`${choice.schemaPath}/${meant}/`))
    return errors.length > 0 ? errors : undefined
  }
  if (value === undefined) return [{ ...choice, keyword: 'required', params: { missingProperty: name } }]
  const allowed = forms.flatMap((form) => allowedIn(form, name) ?? [])
  const instancePath = `${choice.instancePath}${pointerOf([name])}`
  return [{ ...choice, keyword: 'enum', schema: allowed, instancePath, params: {} }]
}

/** The first property whose values each form limits. */
function tellingProperty(forms: readonly JsonObject[]): string | undefined {
  const names = Object.keys(objectOf(forms[0]?.['properties']))
  return names.find((name) => forms.every((form) => allowedIn(form, name) !== undefined))
}

function allowedIn(form: JsonObject, name: string): readonly unknown[] | undefined {
  const schema = objectOf(objectOf(form['properties'])[name])
  if ('const' in schema) return [schema['const']]
  return Array.isArray(schema['enum']) ? schema['enum'] : undefined
}
