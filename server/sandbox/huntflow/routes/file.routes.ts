import { isUpload, type UploadedFile } from '../../shared/http/bodies.ts'
import { ApiError, invalid, notFound } from '../http/api-error.ts'
import { ok, type Route } from '../http/route.ts'
import { parseResume } from '../resumes/parse-resume.ts'
import { pdfText } from '../resumes/pdf-text.ts'
import { requireAccount } from '../state/access.ts'
import type { StoredFile } from '../state/model.ts'
import { inAccount, nextId } from '../state/state.ts'
import { fileView } from '../views/file.view.ts'
import type { World } from '../world.ts'

const MAX_BYTES = 15 * 1024 * 1024
const PARSED_TYPES =
  /^(application\/(pdf|rtf|msword|vnd\.openxmlformats-officedocument\.wordprocessingml\.document|octet-stream)|text\/|image\/)/

function readFile(body: unknown): UploadedFile {
  const file = isUpload(body) ? body.files.find(({ field }) => field === 'file') : undefined
  if (file !== undefined) {
    if (file.content.length > MAX_BYTES) throw invalid('File is too large', '/file')
    return file
  }
  const location = { entity: 'body', variable: '/file' }
  throw new ApiError(400, [{ type: 'value_error.missing', title: 'field required', location }])
}

function keepFile(world: World, accountId: number, given: UploadedFile): StoredFile {
  const known = inAccount(world.state.files.values(), accountId).find(({ content }) =>
    content.equals(given.content),
  )
  if (known !== undefined && world.quirks.sameFileSameId) return known
  const file = {
    id: nextId(world.state, 'file'),
    accountId,
    name: given.title,
    contentType: given.mimeType,
    content: given.content,
    key: world.random.uint32().toString(16),
  }
  world.state.files.set(file.id, file)
  return file
}

const UNPARSED = { photo: null, text: null, fields: null, parsing_meta: null }

function parsedView(
  world: World,
  { content, contentType }: Pick<StoredFile, 'content' | 'contentType'>,
  ignored: Ignored,
) {
  if (world.quirks.unknownTypesRefused && !PARSED_TYPES.test(contentType))
    throw invalid(`Cannot parse a file with content_type = '${contentType}'`)
  const text = pdfText(content)
  if (text === undefined) return UNPARSED
  const { name, email, phones, ...rest } = parseResume(text)
  const last = ignored.names.includes(name.last ?? '') ? null : name.last
  const fields = {
    ...rest,
    name: { ...name, last },
    email: ignored.emails.includes(email ?? '') ? null : email,
    phones: phones.filter((phone) => !ignored.phones.includes(phone)),
  }
  const parsing_meta = {
    last_names_ignored: last !== name.last,
    emails_ignored: fields.email !== email,
    phones_ignored: fields.phones.length < phones.length,
  }
  return { photo: null, text, fields, parsing_meta }
}

interface Ignored {
  readonly names: readonly string[]
  readonly emails: readonly string[]
  readonly phones: readonly string[]
}

export const fileRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/accounts/{account_id}/upload',
    handle: (world, request) => {
      const { account } = requireAccount(world, request)
      const given = readFile(request.body)
      const listed = (name: string): readonly string[] => String(request.headers[name] ?? '').split(',')
      const ignored = {
        names: listed('x-ignore-lastname'),
        emails: listed('x-ignore-email'),
        phones: listed('x-ignore-phone'),
      }
      const isParsed = /^true$/i.test(String(request.headers['x-file-parse'] ?? ''))
      const file = { ...given, contentType: given.mimeType }
      const parsed = isParsed ? parsedView(world, file, ignored) : UNPARSED
      return ok({ ...fileView(world, keepFile(world, account.id, given)), ...parsed })
    },
  },
  {
    // Elsewhere in reality; asks for no token.
    method: 'GET',
    path: '/files/{key}/{name}',
    isOpen: true,
    handle: (world, { params }) => {
      const files = [...world.state.files.values()]
      const file = files.find(({ id, key }) => `${id}-${key}` === params['key'])
      if (file === undefined) throw notFound()
      return { status: 200, body: file.content, headers: { 'content-type': file.contentType } }
    },
  },
]
