'use client'
import { createContext, useContext } from 'react'

/** Inside a table: whether this row has the table's focus. Outside of one: null. */
export const RowFocus = createContext<boolean | null>(null)

/**
 * The tabIndex of a control that may stand in a table cell. Only the controls of the focused row are tab stops, or a
 * table would take hundreds of presses to get through.
 */
export const useCellTabIndex = (): 0 | -1 => (useContext(RowFocus) === false ? -1 : 0)
