// What is pasted from Word or a web page keeps its structure: the clipboard's HTML becomes Markdown.
// Without structure in it, and with Ctrl+Shift+V, the browser pastes its words.
(() => {
  const STRUCTURE = 'h1, h2, h3, h4, h5, h6, ul, ol, table, a[href], b, strong, i, em, blockquote, pre, code, p.MsoListParagraph'
  const BLOCKS = 'p, div, ul, ol, li, dl, dt, dd, blockquote, h1, h2, h3, h4, h5, h6'
  const WORD_LIST = /\bMsoListParagraph/
  const reader = new DOMParser()
  let converter

  // A bar in a cell is a letter, and a row ends where its line does.
  const oneLine = (words) => words.trim().replace(/\s*\n\s*/g, ' ').replace(/\|/g, '\\|')

  const converterOf = () => {
    if (converter) return converter
    converter = new window.TurndownService({ headingStyle: 'atx', bulletListMarker: '-', codeBlockStyle: 'fenced', emDelimiter: '*', hr: '---' })
    converter.use(window.turndownPluginGfm.gfm)
    converter.addRule('cell', {
      filter: ['th', 'td'],
      replacement: (words, cell) => `${cell.previousElementSibling ? '' : '|'} ${oneLine(words)} |`,
    })
    converter.addRule('struck', { filter: ['del', 's', 'strike'], replacement: (words) => `~~${words}~~` })
    converter.remove(['style', 'script', 'meta', 'link', 'title', 'head', 'svg', 'button', 'input'])
    return converter
  }

  // Styles say nothing in Markdown, and the page's policy forbids even parsing them; Word's say which
  // paragraphs are items of a list, and how deep.
  const withoutStyles = (html) =>
    html
      .replace(/<!--\[if !supportLists\]-->[\s\S]*?<!--\[endif\]-->|<!\[if !supportLists\]>[\s\S]*?<!\[endif\]>/g, (mark) =>
        `<span data-mark="${/\d|[a-z]\)/i.test(mark.replace(/<[^>]*>|&nbsp;/g, '')) ? '1' : '-'}"></span>`)
      .replace(/<(style|script|xml)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->|<\/?o:p>/gi, '')
      .replace(/\sstyle=(?:'([^']*)'|"([^"]*)")/gi, (_all, one, two) => {
        const style = one ?? two
        const level = /mso-list:[^;]*level(\d)/.exec(style)
        const weight = /(?:^|[;\s])font-weight:\s*(bold|normal|[1-9]00)/.exec(style)
        const isItalic = /(?:^|[;\s])font-style:\s*italic/.test(style)
        return `${level ? ` data-level="${level[1]}"` : ''}${weight ? ` data-weight="${weight[1]}"` : ''}${isItalic ? ' data-italic' : ''}`
      })

  const rename = (element, name) => {
    const made = element.ownerDocument.createElement(name)
    made.append(...element.childNodes)
    element.replaceWith(made)
    return made
  }

  const listWordItems = (body) => {
    const open = []
    for (const item of [...body.querySelectorAll('p')]) {
      if (!WORD_LIST.test(item.className) && !item.dataset.level) continue
      const level = Number(item.dataset.level || 1)
      const kind = item.querySelector('[data-mark]')?.dataset.mark === '1' ? 'OL' : 'UL'
      if (item.previousElementSibling !== open[0]?.list) open.length = 0
      while (open.length > level) open.pop()
      while (open.length < level) {
        const list = item.ownerDocument.createElement(kind)
        const last = open.at(-1)?.list
        if (last) (last.lastElementChild || last.appendChild(item.ownerDocument.createElement('li'))).append(list)
        else item.before(list)
        open.push({ list })
      }
      item.querySelectorAll('[data-mark]').forEach((mark) => mark.remove())
      open.at(-1).list.append(rename(item, 'li'))
    }
  }

  const unwrap = (element, ...after) => element.replaceWith(...element.childNodes, ...after)

  const wrapInside = (element, name) => {
    const made = element.ownerDocument.createElement(name)
    made.append(...element.childNodes)
    element.append(made)
  }

  const fileOf = (data, type, name) => new File([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))], name || 'Picture', { type })

  // Those that came along in the text itself go the way of those that are dropped. Those at other addresses are not
  // shown here, and become links if they have words; Word names files that no browser can reach.
  const takePictures = (body) => {
    const files = []
    let lost = 0
    for (const picture of body.querySelectorAll('img')) {
      const source = picture.getAttribute('src') || ''
      const [, type, data] = /^data:(image\/[\w+.-]+);base64,([\w+/=\s]*)$/.exec(source) || []
      if (data) files.push(fileOf(data, type, picture.alt))
      else if (/^(file|blob|cid):/.test(source)) lost += 1
      if (!/^https?:/.test(source) || !picture.alt.trim()) picture.remove()
    }
    return { files, lost }
  }

  // Excel says how wide its columns are, an encyclopedia sets its headings at the side, a mail is laid out in cells:
  // in Markdown the first row is the heading, and a cell holds words.
  const tidyTable = (table) => {
    const rows = [...table.rows].filter((row) => row.cells.length)
    if (rows.length === 1 && rows[0].cells.length === 1) return unwrap(table)
    if (table.caption) table.before(rename(table.caption, 'p'))
    table.querySelectorAll(BLOCKS).forEach((block) => unwrap(block, ' '))
    table.replaceChildren(table.ownerDocument.createElement('tbody'))
    table.tBodies[0].append(...rows)
    for (const row of rows) {
      for (const cell of [...row.cells]) {
        const spans = Array.from({ length: cell.colSpan - 1 }, () => table.ownerDocument.createElement('td'))
        rename(cell, row === rows[0] ? 'th' : 'td').after(...spans.map((span) => (row === rows[0] ? rename(span, 'th') : span)))
      }
    }
  }

  const tidy = (body) => {
    // Google's documents wrap everything in one <b> that is not bold.
    body.querySelectorAll('b[data-weight="normal"], b[id^="docs-internal"]').forEach((wrap) => unwrap(wrap))
    body.querySelectorAll('span[data-weight="bold"], span[data-weight="700"]').forEach((span) => wrapInside(span, 'strong'))
    body.querySelectorAll('span[data-italic]').forEach((span) => wrapInside(span, 'em'))
    listWordItems(body)
    body.querySelectorAll('li > p:first-child').forEach((words) => unwrap(words))
    ;[...body.querySelectorAll('table')].reverse().forEach(tidyTable)
    for (const link of body.querySelectorAll('a')) {
      if (!/^(https?|mailto):/i.test(link.getAttribute('href') || '')) link.replaceWith(...link.childNodes)
    }
  }

  document.addEventListener('paste', (event) => {
    const area = event.target
    const html = event.clipboardData?.getData('text/html')
    if (!html || !area.matches('[data-editor] textarea[id]') || !window.TurndownService) return
    if (!document.querySelector(`markdown-toolbar[for="${CSS.escape(area.id)}"]`)) return
    const body = reader.parseFromString(withoutStyles(html), 'text/html').body
    const pictures = takePictures(body)
    tidy(body)
    if (!body.querySelector(STRUCTURE)) return
    event.preventDefault()
    const text = converterOf().turndown(body).replace(/\u00a0/g, ' ').replace(/^(\s*(?:-|\d+\.)) {2,}/gm, '$1 ').trim()
    const before = area.value.slice(0, area.selectionStart)
    const gap = !text.includes('\n') || !before || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
    area.dispatchEvent(new CustomEvent('insert:text', { bubbles: true, detail: { text: gap + text } }))
    area.dispatchEvent(new CustomEvent('pictures:bring', { bubbles: true, detail: pictures }))
  })
})()
