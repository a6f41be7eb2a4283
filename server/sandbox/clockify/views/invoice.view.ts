import type { Invoice, InvoiceItem, Payment } from '../state/model.ts'
import type { WorkspaceState } from '../state/state.ts'
import { instant } from './instants.ts'

export interface Amounts {
  readonly subtotal: number
  readonly discountAmount: number
  readonly taxAmount: number
  readonly amount: number
  readonly paid: number
  readonly balance: number
}

/** Minor units; an item's quantity counts hundredths. */
export function amountsOf(invoice: Invoice): Amounts {
  const subtotal = invoice.items.reduce((sum, item) => sum + itemAmount(item), 0)
  const discountAmount = Math.round((subtotal * invoice.discountPercent) / 100)
  const taxAmount = Math.round(((subtotal - discountAmount) * invoice.taxPercent) / 100)
  const amount = subtotal - discountAmount + taxAmount
  const paid = invoice.payments.reduce((sum, payment) => sum + payment.amount, 0)
  return { subtotal, discountAmount, taxAmount, amount, paid, balance: amount - paid }
}

function itemAmount(item: InvoiceItem): number {
  return Math.round((item.quantity * item.unitPrice) / 100)
}

export function invoiceView(state: WorkspaceState, invoice: Invoice): object {
  const { amount, paid, balance } = amountsOf(invoice)
  return {
    id: invoice.id,
    number: invoice.number,
    clientId: invoice.clientId,
    clientName: state.clients.get(invoice.clientId)?.name ?? '',
    currency: invoice.currency,
    status: invoice.status,
    issuedDate: instant(invoice.issuedMs),
    dueDate: instant(invoice.dueMs),
    amount,
    paid,
    balance,
    billFrom: state.name,
  }
}

export function invoiceOverview(state: WorkspaceState, invoice: Invoice): object {
  const { subtotal, discountAmount, taxAmount } = amountsOf(invoice)
  return {
    ...invoiceView(state, invoice),
    subject: invoice.subject,
    note: invoice.note,
    userId: invoice.userId,
    clientAddress: state.clients.get(invoice.clientId)?.address ?? '',
    companyId: state.workspaceId,
    subtotal,
    discount: invoice.discountPercent,
    discountAmount,
    tax: invoice.taxPercent,
    taxAmount,
    tax2: 0,
    tax2Amount: 0,
    taxType: 'SIMPLE',
    calculationType: 'INVOICE_BASED',
    visibleZeroFields: ['TAX_2'],
    containsImportedTimes: invoice.items.some((item) => item.timeEntryIds.length > 0),
    containsImportedExpenses: false,
    items: invoice.items.map(itemView),
  }
}

function itemView(item: InvoiceItem, index: number): object {
  return {
    order: index + 1,
    description: item.description,
    itemType: item.itemType,
    quantity: item.quantity,
    unitPrice: item.unitPrice,
    amount: itemAmount(item),
    applyTaxes: 'TAX1',
    importType: item.timeEntryIds.length > 0 ? 'TIME_ENTRY_IMPORT' : 'NOT_IMPORTED',
    timeEntryIds: item.timeEntryIds,
    expenseIds: [],
  }
}

export function paymentView(payment: Payment): object {
  return {
    id: payment.id,
    amount: payment.amount,
    note: payment.note,
    author: payment.author,
    date: instant(payment.dateMs),
  }
}

export const INVOICE_SETTINGS: object = {
  defaults: {
    companyId: '',
    defaultImportExpenseItemTypeId: '',
    defaultImportTimeItemTypeId: '',
    dueDays: 30,
    itemType: 'Service',
    itemTypeId: '',
    notes: '',
    subject: '',
    tax: 0,
    tax2: 0,
    taxPercent: 20,
    tax2Percent: 0,
    taxType: 'SIMPLE',
  },
  exportFields: {
    itemType: true,
    quantity: true,
    unitPrice: true,
    tax: true,
    tax2: false,
    rtl: false,
    RTL: false,
  },
  labels: {
    amount: 'Amount',
    billFrom: 'From',
    billTo: 'To',
    description: 'What',
    discount: 'Discount',
    dueDate: 'Due',
    issueDate: 'Issued',
    itemType: 'Kind',
    notes: 'Notes',
    paid: 'Paid',
    quantity: 'Quantity',
    subtotal: 'Subtotal',
    tax: 'Tax',
    tax2: 'Tax 2',
    total: 'Total',
    totalAmount: 'Amount due',
    unitPrice: 'Price',
  },
}
