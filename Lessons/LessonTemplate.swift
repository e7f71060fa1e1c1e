/// What `heed lesson new` writes: a small lesson that already passes the check.
public enum LessonTemplate {
    public static func text(title: String) -> String {
        """
        ---
        title: \(title)
        minutes: 5
        sentence: I love you very much
        ---

        ## One question

        This is a lesson. Words stand here, and numbers are computed: the model reads
        {{ size(source.ids, position) | = 6 }} tokens.

        ```heed
        ask: Which word does the model write first?
        choose:
          - ti
          - amo
          - molto
        answer: '{{ argmax(probabilities[position=0]) }}'
        hints:
          - In Italian, the pronoun stands before the verb.
        right: It has a probability of {{ max(probabilities[position=0]) | 2 decimals }}.
        ```

        ## The answer

        These are the probabilities of the first word.

        ```heed
        show: probabilities[position=0]
        picture: bars
        ```

        ```heed
        assert: translation == 'Ti amo molto'
        ```

        """
    }
}
