import { resolveSchema } from '../../server/platform/openapi/document.ts'
import { listOf } from '../../server/platform/openapi/json.ts'
import { lookUp } from '../../server/platform/openapi/pointer.ts'
import type { MediaType, Operation } from '../../server/platform/openapi/operation.ts'
import { isArray, isObject, type JsonObject, objectOf } from '../../server/shared/json.ts'

const MAX_DEPTH = 8

/** What our operation says that the other one does not: parameters, statuses, fields of bodies and answers, words of a list. */
export function unknownParts(ours: Operation, theirs: Operation): readonly string[] {
  return [
    ...(ours.operationId === theirs.operationId ? [] : [`is called ${theirs.operationId}`]),
    ...(theirs.deprecated ? ['is deprecated'] : []),
    ...unknownParameters(ours, theirs),
    ...unknownBody(ours, theirs),
    ...unknownAnswers(ours, theirs),
  ]
}

function unknownParameters(ours: Operation, theirs: Operation): readonly string[] {
  const wrong = ours.parameters.flatMap((one) => {
    const place = `${one.in} ${one.name}`
    const same = theirs.parameters.filter(({ name, in: where }) => name === one.name && where === one.in)
    if (same.length === 0) return [`${place} is not documented`]
    const isAlike = same.some(({ style, explode }) => style === one.style && explode === one.explode)
    return [
      ...(isAlike ? [] : [`${place} travels in another way`]),
      ...unknownIn(
        schemaOf(ours, one),
        same.map((other) => schemaOf(theirs, other)),
        place,
      ),
    ]
  })
  const lacking = theirs.parameters
    .filter(({ required }) => required)
    .filter(
      ({ name, in: place }) =>
        !ours.parameters.some((one) => one.name === name && one.in === place && one.required),
    )
  return [...wrong, ...lacking.map(({ name, in: place }) => `${place} ${name} is required`)]
}

function unknownBody(ours: Operation, theirs: Operation): readonly string[] {
  const [own] = ours.requestBody?.content ?? []
  if (own === undefined) return theirs.requestBody?.required === true ? ['a body is required'] : []
  const other = jsonOf(theirs.requestBody?.content ?? [])
  return other === undefined
    ? ['no body is documented']
    : unknownIn(schemaOf(ours, own), [schemaOf(theirs, other)], 'body ')
}

function unknownAnswers(ours: Operation, theirs: Operation): readonly string[] {
  return ours.responses
    .filter(({ status }) => status !== 'default')
    .flatMap(({ status, content }) => {
      const same = theirs.responses.find((one) => one.status === status)
      if (same === undefined) return [`status ${status} is not documented`]
      const [own] = content
      const other = jsonOf(same.content)
      if (own === undefined || other === undefined) return []
      return unknownIn(schemaOf(ours, own), [schemaOf(theirs, other)], `${status} `)
    })
}

function jsonOf(content: readonly MediaType[]): MediaType | undefined {
  return content.find(({ contentType }) => contentType.startsWith('application/json'))
}

interface Placed {
  readonly root: JsonObject
  readonly schema: unknown
}

function schemaOf({ document }: Operation, { schemaKeys }: Pick<MediaType, 'schemaKeys'>): Placed {
  return { root: document.root, schema: schemaKeys === undefined ? {} : lookUp(document.root, schemaKeys) }
}

/** `theirs` are the forms that the same value may have there. */
function unknownIn(ours: Placed, theirs: readonly Placed[], place: string): readonly string[] {
  if (place.split('/').length > MAX_DEPTH) return []
  const [own, other] = [formsOf([ours]), formsOf(theirs)]
  const words = wordsOf(own).filter((word) => wordsOf(other).length > 0 && !wordsOf(other).includes(word))
  const [fields, known] = [fieldsOf(own), fieldsOf(other)]
  const items = itemsOf(own)
  const inside = [...fields].flatMap(([name, parts]) => {
    const there = known.get(name)
    if (there === undefined) return known.size === 0 ? [] : [`${place}/${name} is not documented`]
    return parts.flatMap((part) => unknownIn(part, there, `${place}/${name}`))
  })
  const isOther = items.length > 0 && itemsOf(other).length === 0 && known.size > 0
  return [
    ...words.map((word) => `${place} has no ${JSON.stringify(word)}`),
    ...inside,
    ...(isOther ? [`${place} is no list`] : []),
    ...(isOther ? [] : items.flatMap((item) => unknownIn(item, itemsOf(other), `${place}/*`))),
  ]
}

/** Itself and all that it is made of. */
function formsOf(given: readonly Placed[], depth = 0): readonly { root: JsonObject; form: JsonObject }[] {
  return given.flatMap(({ root, schema }) => {
    const form = resolveSchema(root, schema)
    const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => listOf(form[keyword]))
    const rest =
      depth > 4
        ? []
        : formsOf(
            parts.map((part) => ({ root, schema: part })),
            depth + 1,
          )
    return [{ root, form }, ...rest]
  })
}

type Forms = ReturnType<typeof formsOf>

function fieldsOf(forms: Forms): ReadonlyMap<string, readonly Placed[]> {
  const fields = new Map<string, readonly Placed[]>()
  for (const { root, form } of forms)
    for (const [name, schema] of Object.entries(objectOf(form['properties'])))
      fields.set(name, [...(fields.get(name) ?? []), { root, schema }])
  return fields
}

function itemsOf(forms: Forms): readonly Placed[] {
  return forms.flatMap(({ root, form }) => (isObject(form['items']) ? [{ root, schema: form['items'] }] : []))
}

function wordsOf(forms: Forms): readonly unknown[] {
  return forms.flatMap(({ form }) => (isArray(form['enum']) ? form['enum'] : []))
}
