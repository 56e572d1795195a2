/** How JavaScript is linted. Names that are not defined are found by the check of types. */

import js from "@eslint/js";

export default [
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "arrow-body-style": "error",
      curly: "error",
      eqeqeq: "error",
      "max-lines": ["error", 300],
      "no-console": "error",
      "no-else-return": "error",
      "no-implicit-coercion": "error",
      "no-nested-ternary": "error",
      "no-param-reassign": "error",
      "no-undef": "off",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      "sort-imports": ["error", { ignoreDeclarationSort: true }],
    },
  },
];
