import { queryList, requiredQuery } from '../http/query.ts'
import {
  oneOf,
  optionalNumber,
  optionalText,
  readObject,
  requiredInstant,
  requiredNumber,
  requiredText,
} from '../http/read-input.ts'
import { type ApiRequest, created, empty, inWorkspace, ok, param, type Route } from '../http/route.ts'
import { createInvoice, updateInvoice } from '../mutations/money.ts'
import { makeId } from '../state/ids.ts'
import type { Invoice, InvoiceStatus } from '../state/model.ts'
import { requireRecord } from '../state/require-record.ts'
import { INVOICE_SETTINGS, invoiceOverview, invoiceView, paymentView } from '../views/invoice.view.ts'
import { nowMs, type World } from '../world.ts'
import { answerList } from './answer-list.ts'

const STATUSES: readonly InvoiceStatus[] = ['UNSENT', 'SENT', 'PAID', 'PARTIALLY_PAID', 'VOID', 'OVERDUE']

function requireInvoice(world: World, request: ApiRequest): Invoice {
  return requireRecord(world, world.state.invoices, { id: param(request, 'invoiceId'), what: 'Invoice' })
}

/** Changes the invoice, sends the event and answers with the whole invoice. */
function answerChanged(world: World, request: ApiRequest, patch: Partial<Invoice>) {
  return ok(invoiceOverview(world.state, updateInvoice(world, requireInvoice(world, request).id, patch)))
}

function readInvoice(source: unknown) {
  const body = readObject(source)
  return {
    number: requiredText(body, 'number'),
    clientId: requiredText(body, 'clientId'),
    currency: requiredText(body, 'currency'),
    issuedMs: requiredInstant(body, 'issuedDate'),
    dueMs: requiredInstant(body, 'dueDate'),
  }
}

const invoices: readonly Route[] = [
  inWorkspace('GET', '/invoices', (world, request) => {
    const statuses = queryList(request.query, 'statuses')
    const items = [...world.state.invoices.values()].filter(
      (invoice) => statuses.length === 0 || statuses.includes(invoice.status),
    )
    return answerList(world, request, {
      items,
      view: (invoice) => invoiceView(world.state, invoice),
      envelope: (views, page) => ({ invoices: views, total: page.total }),
    })
  }),
  inWorkspace('POST', '/invoices/info', (world) => {
    const views = [...world.state.invoices.values()].map((invoice) => ({
      ...invoiceView(world.state, invoice),
      daysOverdue: Math.max(0, Math.floor((nowMs(world) - invoice.dueMs) / 86_400_000)),
      visibleZeroFields: [],
    }))
    return ok({ invoices: views, total: views.length })
  }),
  inWorkspace('GET', '/invoices/settings', () => ok(INVOICE_SETTINGS)),
  inWorkspace('PUT', '/invoices/settings', () => empty),
  inWorkspace('POST', '/invoices', (world, request) =>
    created(invoiceView(world.state, createInvoice(world, readInvoice(request.body)))),
  ),
  inWorkspace('GET', '/invoices/{invoiceId}', (world, request) =>
    ok(invoiceOverview(world.state, requireInvoice(world, request))),
  ),
  inWorkspace('PUT', '/invoices/{invoiceId}', (world, request) => {
    const body = readObject(request.body)
    const { clientId } = requireInvoice(world, request)
    return answerChanged(world, request, {
      ...readInvoice({ clientId, ...body }),
      subject: optionalText(body, 'subject') ?? '',
      note: optionalText(body, 'note') ?? '',
      taxPercent: optionalNumber(body, 'taxPercent') ?? 0,
      discountPercent: optionalNumber(body, 'discountPercent') ?? 0,
    })
  }),
  inWorkspace('DELETE', '/invoices/{invoiceId}', (world, request) => {
    world.state.invoices.delete(requireInvoice(world, request).id)
    return empty
  }),
  inWorkspace('POST', '/invoices/{invoiceId}/duplicate', (world, request) => {
    const source = requireInvoice(world, request)
    const copy = createInvoice(world, { ...source, number: `${source.number}-2` })
    return created(invoiceOverview(world.state, Object.assign(copy, { items: [...source.items] })))
  }),
]

const parts: readonly Route[] = [
  inWorkspace('GET', '/invoices/{invoiceId}/export', (world, request) => {
    requiredQuery(request.query, 'userLocale')
    const { number } = requireInvoice(world, request)
    // The smallest thing that PDF readers recognise by its first bytes.
    const body = Buffer.from(`%PDF-1.4\n% ${number}\n%%EOF\n`)
    return { status: 200, body, headers: { 'content-type': 'application/pdf' } }
  }),
  inWorkspace('PATCH', '/invoices/{invoiceId}/status', (world, request) => {
    const status = oneOf(requiredText(readObject(request.body), 'invoiceStatus'), STATUSES, 'invoiceStatus')
    updateInvoice(world, requireInvoice(world, request).id, { status })
    return empty
  }),
  inWorkspace('POST', '/invoices/{invoiceId}/items', (world, request) => {
    const body = readObject(request.body)
    const item = {
      description: requiredText(body, 'description'),
      itemType: requiredText(body, 'itemType'),
      quantity: requiredNumber(body, 'quantity'),
      unitPrice: requiredNumber(body, 'unitPrice'),
      timeEntryIds: [],
    }
    return answerChanged(world, request, { items: [...requireInvoice(world, request).items, item] })
  }),
  inWorkspace('DELETE', '/invoices/{invoiceId}/items/{order}', (world, request) => {
    const order = Number(param(request, 'order'))
    const { items } = requireInvoice(world, request)
    return answerChanged(world, request, { items: items.filter((_, index) => index + 1 !== order) })
  }),
  inWorkspace('GET', '/invoices/{invoiceId}/payments', (world, request) =>
    answerList(world, request, { items: requireInvoice(world, request).payments, view: paymentView }),
  ),
  inWorkspace('POST', '/invoices/{invoiceId}/payments', (world, request) => {
    const body = readObject(request.body)
    const atMs = nowMs(world)
    const payment = {
      id: makeId(world.random, atMs),
      amount: requiredNumber(body, 'amount'),
      note: optionalText(body, 'note') ?? '',
      dateMs: atMs,
      author: request.caller.userId,
    }
    const invoice = requireInvoice(world, request)
    return { ...answerChanged(world, request, { payments: [...invoice.payments, payment] }), status: 201 }
  }),
  inWorkspace('DELETE', '/invoices/{invoiceId}/payments/{paymentId}', (world, request) => {
    const gone = param(request, 'paymentId')
    const { payments } = requireInvoice(world, request)
    return answerChanged(world, request, { payments: payments.filter((payment) => payment.id !== gone) })
  }),
]

export const invoiceRoutes: readonly Route[] = [...invoices, ...parts]
