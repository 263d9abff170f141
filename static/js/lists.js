// Enter goes on with a list or a quote in a text area that has a toolbar; on an empty item it ends it
// with a blank line, since what follows at once would still be the item's.
(() => {
  const ITEM = /^(\s*)(?:([-*+]|\d{1,9}[.)])( \[[ xX]\])? +|(>) ?)/

  document.addEventListener('keydown', (event) => {
    const area = event.target
    if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return
    if (!area.matches('textarea[id]') || area.selectionStart !== area.selectionEnd) return
    if (!document.querySelector(`markdown-toolbar[for="${CSS.escape(area.id)}"]`)) return
    const to = area.selectionStart
    const from = area.value.lastIndexOf('\n', to - 1) + 1
    const line = area.value.slice(from, to)
    const found = ITEM.exec(line)
    if (!found) return
    event.preventDefault()
    const put = (detail) => area.dispatchEvent(new CustomEvent('insert:text', { bubbles: true, detail }))
    if (line.length === found[0].length) return put({ text: '\n', from, to })
    const [, indent, mark, task, quote] = found
    const next = quote ? '> ' : `${/\d/.test(mark) ? parseInt(mark, 10) + 1 + mark.slice(-1) : mark}${task ? ' [ ]' : ''} `
    put({ text: `\n${indent}${next}` })
  })
})()
