/** Which build this is, written into it while it is made: the same sources give the same name. */
export const build: string = process.env['BREAKWATER_BUILD'] ?? 'unnamed'
