/// The style sheet of the page: plain, for light and dark screens, from 320 pixels wide.
///
/// All colours are the variables at its head; a test computes their contrast (WCAG 2.2, criteria 1.4.3
/// and 1.4.11).
enum PageStyle {
  /// Where it lies.
  static let path = "/style.css"

  /// Its text.
  static let text = """
    :root {
      color-scheme: light dark;
      --paper: #ffffff; --panel: #f1f4f7; --ink: #1a1d21; --soft: #4b525b; --link: #0a4c98;
      --line: #78818c; --band: #12344d; --on-band: #ffffff; --button: #0a4c98; --on-button: #ffffff;
      --alert: #fff2d9; --on-alert: #4d3400; --bad: #fde9e7; --on-bad: #771310;
      --good: #e5f4e8; --on-good: #10461d; --focus: #b3420b; --band-focus: #ffd166;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #14171b; --panel: #1f242b; --ink: #eceff3; --soft: #b6bdc7; --link: #93c5ff;
        --line: #7d8894; --band: #0c2233; --on-band: #ffffff; --button: #93c5ff; --on-button: #0b1b2d;
        --alert: #3a2c0a; --on-alert: #ffe0a1; --bad: #401713; --on-bad: #ffcbc5;
        --good: #10331b; --on-good: #bdeec8; --focus: #ffb37a; --band-focus: #ffd166;
      }
    }
    *, *::before, *::after { box-sizing: border-box; }
    html { font-size: 100%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--paper); color: var(--ink);
      font-family: system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; line-height: 1.5;
      overflow-wrap: anywhere;
    }
    a { color: var(--link); text-underline-offset: 0.15em; }
    :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
    .band { background: var(--band); color: var(--on-band); }
    .band a { color: var(--on-band); }
    .band :focus-visible { outline-color: var(--band-focus); }
    .row {
      display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.5rem;
      max-width: 76rem; margin: 0 auto; padding: 0.6rem 1rem;
    }
    .name { font-weight: 700; font-size: 1.2rem; }
    .band nav { flex: 1 1 auto; }
    nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 0; padding: 0; }
    .who { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; }
    .who p, .who form { margin: 0; }
    .skip { position: absolute; left: -99rem; }
    .skip:focus {
      left: 0.5rem; top: 0.5rem; padding: 0.5rem 1rem; background: var(--paper); color: var(--link);
    }
    main { max-width: 76rem; margin: 0 auto; padding: 1rem 1rem 3rem; }
    main:focus { outline: none; }
    h1 { font-size: 1.9rem; line-height: 1.2; margin: 0.5rem 0 0.25rem; }
    h2 { font-size: 1.35rem; line-height: 1.3; margin: 2.25rem 0 0.5rem; }
    h3 { font-size: 1.1rem; margin: 1.5rem 0 0.4rem; }
    .soft { color: var(--soft); }
    .soft, .note { margin-top: 0; }
    .tasks { list-style: none; margin: 0.75rem 0 0; padding: 0; display: grid; gap: 0.5rem; }
    .tasks li, .message { padding: 0.6rem 0.9rem; border-left: 0.35rem solid; border-radius: 0.2rem; }
    .tasks p, .message p { margin: 0; }
    .alert { background: var(--alert); color: var(--on-alert); }
    .bad { background: var(--bad); color: var(--on-bad); }
    .good { background: var(--good); color: var(--on-good); }
    .alert a, .bad a, .good a { color: inherit; }
    .tasks strong { margin-right: 0.25rem; }
    .figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: 0.75rem; margin: 0; }
    .figures div { background: var(--panel); color: var(--ink); padding: 0.6rem 0.9rem; border-radius: 0.2rem; }
    .figures dt { color: var(--soft); font-size: 0.9rem; }
    .figures dd { margin: 0; font-size: 1.4rem; font-weight: 600; }
    .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 0.2rem; }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
    caption { text-align: left; padding: 0.5rem 0.75rem; color: var(--soft); }
    th, td { text-align: left; vertical-align: top; padding: 0.45rem 0.75rem; border-top: 1px solid var(--line); }
    thead th { background: var(--panel); color: var(--ink); }
    thead th, tbody th { font-weight: 600; }
    td.number, th.number { text-align: right; white-space: nowrap; }
    .time, .code { white-space: nowrap; }
    .text { white-space: pre-line; overflow-wrap: anywhere; min-width: 12rem; }
    .wide { min-width: 14rem; }
    .scroll + .scroll, .after { margin-top: 1rem; }
    .sign-in { max-width: 26rem; }
    .sign-in label { display: block; font-weight: 600; margin: 1rem 0 0.25rem; }
    .sign-in input {
      width: 100%; padding: 0.6rem 0.7rem; font: inherit; background: var(--paper); color: var(--ink);
      border: 1px solid var(--line); border-radius: 0.2rem;
    }
    button {
      font: inherit; font-weight: 600; padding: 0.6rem 1.1rem; border: 1px solid transparent;
      border-radius: 0.2rem; background: var(--button); color: var(--on-button); cursor: pointer;
    }
    .sign-in button { margin-top: 1.25rem; }
    .band button { padding: 0.35rem 0.8rem; background: var(--band); color: var(--on-band); border-color: currentColor; }
    footer { border-top: 1px solid var(--line); color: var(--soft); }
    @media (max-width: 40rem) {
      h1 { font-size: 1.6rem; }
      th, td { padding: 0.4rem 0.6rem; }
      .figures { grid-template-columns: repeat(2, 1fr); }
      .band nav { flex-basis: 100%; order: 3; }
    }
    @media print { .band, .skip { display: none; } .scroll { overflow: visible; border: 0; } }

    """
}
